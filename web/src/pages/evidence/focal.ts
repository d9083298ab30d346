/** The country whose numbers stand first unless the address names another. */
export const FOCAL = "KR";

/** The country that is asked about comes first; the others keep their order. */
export function focalFirst<T extends { country: string | null }>(all: T[], focal: string): T[] {
  const isFocal = (each: T) => each.country === focal;
  return [...all.filter(isFocal), ...all.filter((each) => !isFocal(each))];
}
