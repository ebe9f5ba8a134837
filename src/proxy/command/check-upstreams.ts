/** Asks each upstream for something free, to see whether address and key work. */
import { z } from 'zod';
import type { Platform } from '../platform.js';
import type { Provider, ReadFailure } from '../providers/provider.js';
import type { MarginRules } from '../quote/margin.js';
import type { Settings } from '../config/settings.js';
import { isLoopbackUrl } from '../config/settings-values.js';
import { call, type CallResult } from '../upstream/call.js';
import { lenientNumber } from '../upstream/lenient-fields.js';
import { failed, passed, note, type Finding, type BilingualText } from './finding.js';
import { formatRupiah } from './format.js';

type UpstreamCheck = (
  settings: Settings,
  platform: Platform,
  timeoutMs: number,
) => Promise<Finding>;

const envelope = z.looseObject({ code: lenientNumber });
const quotaAnswer = z.looseObject({ jumlah_request: lenientNumber });

/** HTTP's status, or the one in the body: bukaOlshop sends errors over 200 too. */
function statusOf(result: CallResult): number | null {
  if (result.kind !== 'answered') return null;
  if (result.status !== 200) return result.status;
  return envelope.safeParse(result.body).data?.code ?? 0;
}

/** @param variable the setting that holds the key, and the one that holds the address */
function describeFailure(
  code: number | null,
  [key, address]: readonly [string, string],
): BilingualText {
  if (code === null) {
    return {
      id: `Tidak terjangkau. Periksa jaringan dan ${address}.`,
      en: `Cannot be reached. See the network and ${address}.`,
    };
  }
  if (code === 401 || code === 403) {
    return { id: `Ditolak. Periksa ${key}.`, en: `Refused. See ${key}.` };
  }
  if (code === 429) {
    return { id: 'Kuotanya sedang habis.', en: 'Its quota is used up for now.' };
  }
  return {
    id: `Jawabannya tidak dikenal (${code}). Periksa ${address}.`,
    en: `An unknown answer (${code}). See ${address}.`,
  };
}

const OPEN_API_VARIABLES = ['BUKAOLSHOP_TOKEN', 'BUKAOLSHOP_OPEN_URL'] as const;
const CLOSED_API_VARIABLES = ['BUKAOLSHOP_API_KEY', 'BUKAOLSHOP_CLOSED_URL'] as const;

/** GET /app/slide (Open API 1.1): the smallest list. Costs one request of the day's quota. */
export const checkOpenApi: UpstreamCheck = async (
  { bukaolshop: { openUrl, token } },
  platform,
  timeoutMs,
) => {
  const url = `${openUrl}/app/slide?token=${encodeURIComponent(token)}`;
  const code = statusOf(await call(platform, { method: 'GET', url, timeoutMs }));
  const name = ['Open API bukaOlshop', 'bukaOlshop Open API'] as const;
  return code === 200
    ? passed(...name)
    : failed(...name, describeFailure(code, OPEN_API_VARIABLES));
};

/**
 * GET /aplikasi/info_limit tells what is left of the day's quota; it is less well known than
 * GET /aplikasi/info (Closed API 1.1), which is asked where it is not there.
 */
export const checkClosedApi: UpstreamCheck = async (
  { bukaolshop: { closedUrl, apiKey } },
  platform,
  timeoutMs,
) => {
  const name = ['Closed API bukaOlshop', 'bukaOlshop Closed API'] as const;
  const headers = { Authorization: `Bearer ${apiKey}` };
  const ask = (path: string) =>
    call(platform, { method: 'GET', url: `${closedUrl}${path}`, headers, timeoutMs });
  const result = await ask('/aplikasi/info_limit');
  const quota = result.kind === 'answered' ? quotaAnswer.safeParse(result.body).data : undefined;
  if (quota && statusOf(result) === 200) {
    const count = quota.jumlah_request;
    return passed(...name, `kuota / quota ${count}`);
  }
  const code = statusOf(await ask('/aplikasi/info'));
  return code === 200
    ? passed(...name)
    : failed(...name, describeFailure(code, CLOSED_API_VARIABLES));
};

const TITLES = {
  lapakgaming: 'Lapakgaming',
  snapcart: 'Snapcart',
  leuwongrr: 'LeuwongRR',
} as const;

const PROVIDER_VARIABLES = {
  lapakgaming: ['LAPAKGAMING_API_KEY', 'LAPAKGAMING_URL'],
  snapcart: ['SNAPCART_API_KEY', 'SNAPCART_URL'],
  leuwongrr: ['LEUWONGRR_TOKEN', 'LEUWONGRR_URL'],
} as const;

/** As HTTP would put it. */
const STATUS_OF_FAILURE = {
  unavailable: null,
  refused: 401,
  quota: 429,
  malformed: 0,
  'not-found': 404,
} as const satisfies Record<ReadFailure['code'], number | null>;

export async function checkProvider(provider: Provider): Promise<Finding> {
  const title = TITLES[provider.name];
  const read = await provider.checkAccess();
  if (read.kind === 'read') {
    const { balance } = read.value;
    return passed(title, title, balance === null ? undefined : `saldo ${formatRupiah(balance)}`);
  }
  const words = describeFailure(STATUS_OF_FAILURE[read.code], PROVIDER_VARIABLES[provider.name]);
  if (provider.name !== 'lapakgaming' || read.code !== 'refused') {
    return failed(title, title, words);
  }
  return failed(title, title, {
    id: `${words.id} Alamat IP server ini juga harus terdaftar di Lapakgaming.`,
    en: `${words.en} This server's IP address has to be on Lapakgaming's list too.`,
  });
}

/** A rule for a product that is not there is for none: often its code is misspelt. */
export async function checkMarginRules(
  provider: Provider,
  { providers }: MarginRules,
): Promise<Finding[]> {
  const codes = Object.keys(providers?.[provider.name]?.products ?? {});
  const read = codes.length > 0 ? await provider.listProducts() : null;
  if (read?.kind !== 'read') return [];
  const sold = new Set(read.value.map(({ code }) => code));
  const unknown = codes.filter((code) => !sold.has(code)).join(', ');
  if (unknown === '') return [];
  const title = TITLES[provider.name];
  return [
    note(`Margin ${title}`, `Margin of ${title}`, {
      id: `Kode ini tidak ada di katalognya, jadi aturannya tidak berlaku: ${unknown}`,
      en: `These codes are not in its catalogue, so their rules are for nothing: ${unknown}`,
    }),
  ];
}

/** No failure: before the first start nobody can answer there. */
export const checkPublicUrl: UpstreamCheck = async ({ publicUrl }, platform, timeoutMs) => {
  const name = ['Alamat publik', 'Public address'] as const;
  if (isLoopbackUrl(publicUrl)) {
    return note(...name, {
      id: `${publicUrl} hanya terjangkau dari mesin ini. Isi ETALASE_PUBLIC_URL sebelum berjualan.`,
      en: `${publicUrl} is reached from this machine only. Set ETALASE_PUBLIC_URL before selling.`,
    });
  }
  const result = await call(platform, { method: 'GET', url: `${publicUrl}/healthz`, timeoutMs });
  if (result.kind === 'answered' && result.status === 200) return passed(...name, publicUrl);
  return note(...name, {
    id: `${publicUrl}/healthz belum menjawab. Jalankan proksi dan server web di depannya, lalu ulangi.`,
    en: `${publicUrl}/healthz does not answer yet. Start the proxy and the web server before it, then repeat.`,
  });
};
