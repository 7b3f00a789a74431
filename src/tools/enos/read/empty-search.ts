import type { EndpointSteps } from '../../context/operation.js';

const types = ['0 manual', '1 periodic', '2 temporary'];

/** Builds the steps of a search of runs: one that finds nothing says what it left out. */
export function searchSteps(): EndpointSteps {
  return {
    async after({ facts, notes }, { type, owner, expression, cursor }) {
      const found = facts['rows'] ?? facts['items'];
      if (!Array.isArray(found) || found.length > 0 || cursor !== undefined) {
        return { facts, notes };
      }
      const also = [
        ...(owner === '' ? [] : ['owner is a whole user name']),
        ...(expression === '' ? [] : ['expression is a part of an id or name']),
      ];
      const note =
        type === undefined
          ? 'no run of flows of any type in this time'
          : `no run of flows of this type (${types[Number(type)]}); without type, all are searched`;
      return { facts, notes: [...notes, [note, ...also].join('; ')] };
    },
  };
}
