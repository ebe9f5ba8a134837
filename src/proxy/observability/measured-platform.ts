/** Records the calls to upstreams that pass through the platform. It must not change them. */
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { UPSTREAMS, type CallOutcome, type Metrics, type UpstreamName } from './metrics.js';

/** @returns the platform with a `fetch` that records every call to an upstream of the settings */
export function measureCalls(
  platform: Platform,
  settings: Settings,
  { recordUpstreamCall }: Pick<Metrics, 'recordUpstreamCall'>,
): Platform {
  const upstreamOf = createUpstreamFinder(settings);
  return {
    ...platform,
    async fetch(input, init) {
      const upstream = upstreamOf(input);
      const start = platform.now();
      const record = (outcome: CallOutcome) => {
        if (upstream) recordUpstreamCall(upstream, outcome, platform.now() - start);
      };
      try {
        const response = await platform.fetch(input, init);
        record(outcomeOf(response.status));
        return response;
      } catch (error) {
        record('no-answer');
        throw error;
      }
    },
  };
}

/** The upstream that a URL belongs to. */
export function createUpstreamFinder(
  settings: Settings,
): (url: string) => UpstreamName | undefined {
  const baseUrls = upstreamBaseUrls(settings);
  return (url) => baseUrls.find(([, base]) => url === base || url.startsWith(`${base}/`))?.[0];
}

/** The longest URL first, since one may be a prefix of another. */
function upstreamBaseUrls({
  bukaolshop,
  lapakgaming,
  snapcart,
  leuwongrr,
}: Settings): readonly (readonly [UpstreamName, string])[] {
  const urls: Readonly<Record<UpstreamName, string | undefined>> = {
    'bukaolshop-open': bukaolshop.openUrl,
    'bukaolshop-closed': bukaolshop.closedUrl,
    lapakgaming: lapakgaming?.url,
    snapcart: snapcart?.url,
    leuwongrr: leuwongrr?.url,
  };
  return UPSTREAMS.flatMap((name) => {
    const url = urls[name];
    return url === undefined ? [] : [[name, url] as const];
  }).sort(([, one], [, other]) => other.length - one.length);
}

function outcomeOf(status: number): CallOutcome {
  if (status === 429) return '429';
  const group = Math.floor(status / 100);
  if (group === 2) return '2xx';
  if (group === 3) return '3xx';
  return group === 4 ? '4xx' : '5xx';
}
