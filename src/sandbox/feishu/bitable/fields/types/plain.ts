import {
  absentProperty,
  type FieldType,
  noProperty,
  settingsRule,
  wrongBody,
} from './field-type.js';
import type { Settings } from './settings.js';

/** Types with few settings or none. */

export const textType: FieldType = {
  type: 1,
  uiTypes: ['Text', 'Barcode', 'Email'],
  creatable: true,
  primary: true,
  property: (sent, context) => {
    const rule = context.uiType === 'Barcode' ? barcodeProperty : noProperty(1254080);
    return rule(sent, context);
  },
};

const barcodeProperty = settingsRule(1254080, (settings) => {
  const modes = settings.part('allowed_edit_modes');
  return {
    allowed_edit_modes: { manual: modes.flag('manual', true), scan: modes.flag('scan', true) },
  };
});

export const checkboxType = plainType(7, 'Checkbox', { property: absentProperty(1254085) });
export const userType = plainType(11, 'User', { property: settingsRule(1254086, multiple) });
export const phoneType = plainType(13, 'Phone', { primary: true });
export const urlType = plainType(15, 'Url', { primary: true, property: absentProperty(1254087) });
export const attachmentType = plainType(17, 'Attachment', { property: noProperty(1254088) });

export const locationType = plainType(22, 'Location', {
  primary: true,
  property: settingsRule(wrongBody, (settings) => ({
    location: {
      input_type: settings
        .part('location')
        .choice('input_type', ['only_mobile', 'not_limit'], 'not_limit'),
    },
  })),
});

export const groupChatType = plainType(23, 'GroupChat', {
  property: settingsRule(wrongBody, multiple),
});

export const stageType = plainType(24, 'Stage', { creatable: false });
export const createdUserType = plainType(1003, 'CreatedUser', { property: noProperty(1254095) });
export const modifiedUserType = plainType(1004, 'ModifiedUser', { property: noProperty(1254096) });
export const buttonType = plainType(3001, 'Button', { creatable: false });

function multiple(settings: Settings): { multiple: boolean } {
  return { multiple: settings.flag('multiple', true) };
}

function plainType(
  type: number,
  uiType: string,
  differs: Partial<Pick<FieldType, 'creatable' | 'primary' | 'property'>>,
): FieldType {
  return {
    type,
    uiTypes: [uiType],
    creatable: true,
    primary: false,
    property: noProperty(wrongBody),
    ...differs,
  };
}
