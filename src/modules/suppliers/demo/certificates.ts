import type { SupplierSize } from '../supplier.rules.ts';
import type { Random } from './random.ts';

/** How many suppliers of a size have their quality certified at all. */
const CERTIFIED: Readonly<Record<SupplierSize, number>> = {
  MICRO: 0.15,
  SMALL: 0.4,
  MEDIUM: 0.7,
  SME: 0.4,
  LARGE: 0.9,
};

// Divisions of the CPV → certificates with their frequency. A trade asks for its own.
const BY_DIVISION: Readonly<Record<string, readonly (readonly [name: string, probability: number])[]>> = {
  '03': [
    ['GLOBALGAP', 0.4],
    ['HACCP', 0.2],
  ],
  '09': [
    ['REACH', 0.2],
    ['ISO50001', 0.2],
  ],
  '14': [
    ['ISO14001', 0.3],
    ['EN10204', 0.3],
  ],
  '15': [
    ['HACCP', 0.7],
    ['ISO22000', 0.4],
    ['BRCGS', 0.25],
    ['FDA', 0.15],
  ],
  '18': [
    ['OEKO-TEX', 0.4],
    ['GOTS', 0.15],
    ['BSCI', 0.3],
  ],
  '19': [
    ['OEKO-TEX', 0.3],
    ['REACH', 0.2],
    ['BSCI', 0.2],
  ],
  '22': [
    ['FSC', 0.4],
    ['PEFC', 0.2],
  ],
  '24': [
    ['REACH', 0.6],
    ['ISO14001', 0.3],
  ],
  '30': [
    ['CE', 0.6],
    ['RoHS', 0.6],
    ['FSC', 0.1],
  ],
  '31': [
    ['CE', 0.7],
    ['RoHS', 0.6],
    ['UL', 0.3],
  ],
  '32': [
    ['CE', 0.7],
    ['RoHS', 0.6],
    ['FCC', 0.3],
  ],
  '33': [
    ['ISO13485', 0.6],
    ['CE', 0.7],
    ['FDA', 0.25],
  ],
  '34': [
    ['IATF16949', 0.4],
    ['AS9100', 0.12],
    ['CE', 0.2],
  ],
  '35': [
    ['AS9100', 0.3],
    ['CE', 0.2],
  ],
  '37': [
    ['CE', 0.5],
    ['EN71', 0.2],
  ],
  '38': [
    ['CE', 0.6],
    ['RoHS', 0.4],
    ['ISO17025', 0.3],
  ],
  '39': [
    ['FSC', 0.3],
    ['CE', 0.2],
    ['BSCI', 0.2],
  ],
  '42': [
    ['CE', 0.7],
    ['ISO14001', 0.2],
  ],
  '43': [['CE', 0.6]],
  '44': [
    ['CE', 0.4],
    ['EN1090', 0.3],
    ['EN10204', 0.2],
  ],
  '45': [
    ['ISO45001', 0.4],
    ['EN1090', 0.1],
  ],
  '48': [['ISO27001', 0.4]],
  '72': [
    ['ISO27001', 0.5],
    ['ISO20000', 0.2],
  ],
  '90': [
    ['ISO14001', 0.6],
    ['EMAS', 0.15],
  ],
};

/** Certificates as a supplier of this size and trade may hold them, each once, in a fixed order. */
export function certificatesFor(random: Random, size: SupplierSize, division: string): string[] {
  const held: string[] = [];
  if (random.chance(CERTIFIED[size])) {
    held.push('ISO9001');
    if (random.chance(0.35)) held.push('ISO14001');
    if (random.chance(0.12)) held.push('ISO45001');
  }
  for (const [name, probability] of BY_DIVISION[division] ?? []) {
    if (!held.includes(name) && random.chance(probability * (0.5 + CERTIFIED[size] / 2))) held.push(name);
  }
  return held.toSorted();
}
