import { batchGetTmpUrls, download } from '../downloads.js';
import { uploadAll, uploadFinish, uploadPart, uploadPrepare } from '../uploads.js';

export const mediaHandlers = {
  drive_medias_upload_all: uploadAll,
  drive_medias_upload_prepare: uploadPrepare,
  drive_medias_upload_part: uploadPart,
  drive_medias_upload_finish: uploadFinish,
  drive_medias_download_file: download,
  drive_medias_get_tmp_urls: batchGetTmpUrls,
};
