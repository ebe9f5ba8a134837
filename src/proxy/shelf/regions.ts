/** The region that a name speaks of: goods of one name and different regions are different goods. */

const REGIONS: readonly (readonly [region: string, words: RegExp])[] = [
  ['Indonesia', /\bindonesia\b|[([]ID[)\]]/i],
  ['Global', /\bglobal\b/i],
  ['Malaysia', /\bmalaysia\b|[([]MY[)\]]/i],
  ['Singapura', /\bsing(apore|apura)\b|[([]SG[)\]]/i],
  ['Filipina', /\b(philippines|filipina)\b|[([]PH[)\]]/i],
  ['Brasil', /\bbra[sz]il\b|[([]BR[)\]]/i],
  ['Thailand', /\bthailand\b|[([]TH[)\]]/i],
  ['Vietnam', /\bvietnam\b|[([]VN[)\]]/i],
  ['Turki', /\b(turkey|turki|turkiye)\b|[([](TR|TL)[)\]]/i],
  ['Amerika', /\b(usa|united states|amerika)\b|[([]US[)\]]/i],
  ['Eropa', /\b(europe|eropa)\b|[([]EU[)\]]/i],
  ['Rusia', /\b(russia|rusia)\b|[([]RU[)\]]/i],
  ['India', /\bindia\b|[([]IN[)\]]/i],
  ['Taiwan', /\btaiwan\b|[([]TW[)\]]/i],
  ['Jepang', /\b(japan|jepang)\b|[([]JP[)\]]/i],
];

/** `null` where the name speaks of none. */
export const regionOf = (name: string): string | null =>
  REGIONS.find(([, words]) => words.test(name))?.[0] ?? null;
