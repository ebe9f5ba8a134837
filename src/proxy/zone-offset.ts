/** The local time of a machine in Indonesia. */
import { HOUR_MS } from './time.js';

/** Indonesia's zones have no summer time: hours ahead of UTC. */
const OFFSET_HOURS: Readonly<Record<string, number>> = {
  'Asia/Jakarta': 7,
  'Asia/Pontianak': 7,
  'Asia/Makassar': 8,
  'Asia/Ujung_Pandang': 8,
  'Asia/Jayapura': 9,
};
/** Of Jakarta (WIB): servers elsewhere, or in UTC, serve shops that mostly live by it. */
const DEFAULT_OFFSET_HOURS = 7;

/** ms ahead of UTC. @param zone of the machine, such as `Asia/Makassar` */
export const zoneOffsetMs = (zone: string): number =>
  (OFFSET_HOURS[zone] ?? DEFAULT_OFFSET_HOURS) * HOUR_MS;
