import type { EndpointSteps } from '../../context/operation.js';

const types = ['0 manual', '1 periodic', '2 temporary'];

/** Builds the steps of a search of runs: one that finds nothing says what it left out. */
export function searchSteps(): EndpointSteps {
  return {
    async after({ facts, notes }, { type, owner, expression, cursor }) {
      const { items } = facts;
      if (!Array.isArray(items) || items.length > 0 || cursor !== undefined) {
        return { facts, notes };
      }
      const others = types.filter((name) => !name.startsWith(String(type)));
      const also = [
        ...(owner === '' ? [] : ['owner is a whole user name']),
        ...(expression === '' ? [] : ['expression is a part of an id or name']),
      ];
      const note = `no run of flows of this type (${types[Number(type)]}); other types: ${others.join(', ')}`;
      return { facts, notes: [...notes, [note, ...also].join('; ')] };
    },
  };
}
