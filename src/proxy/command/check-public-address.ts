/** `etalase check`: whether shoppers reach the proxy at its public address, and what stands between. */
import { z } from 'zod';
import { isLoopbackUrl } from '../config/loopback.js';
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { note, passed, type BilingualText, type Finding } from './finding.js';

const NAME = ['Alamat publik', 'Public address'] as const;

/** Never a failure: before the first start nothing answers there. */
export async function checkPublicUrl(
  { publicUrl }: Settings,
  platform: Platform,
  timeoutMs: number,
): Promise<Finding> {
  if (isLoopbackUrl(publicUrl)) {
    return note(...NAME, {
      id: `${publicUrl} hanya terjangkau dari mesin ini. Isi ETALASE_PUBLIC_URL sebelum berjualan.`,
      en: `${publicUrl} is reached from this machine only. Set ETALASE_PUBLIC_URL before selling.`,
    });
  }
  const { hostname } = new URL(publicUrl);
  const controller = new AbortController();
  const cancel = platform.setTimer(timeoutMs, () => controller.abort());
  try {
    const response = await platform.fetch(`${publicUrl}/healthz`, {
      redirect: 'manual',
      signal: controller.signal,
    });
    const text = await response.text();
    if (response.status === 200 && isHealthy(text)) return passed(...NAME, publicUrl);
    return note(...NAME, describeAnswer(response.status));
  } catch (error) {
    return note(...NAME, describeError(codesOf(error), hostname));
  } finally {
    cancel();
  }
}

const health = z.looseObject({ status: z.literal('ok') });

function isHealthy(text: string): boolean {
  try {
    return health.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function describeAnswer(status: number): BilingualText {
  if (status >= 502 && status <= 504) {
    return {
      id: `Server web menjawab (${String(status)}), tetapi tidak mencapai proksi. Jalankan proksi; port-nya harus sama.`,
      en: `The web server answers (${String(status)}), but does not reach the proxy. Start the proxy; the ports must agree.`,
    };
  }
  if (status >= 300 && status < 400) {
    return {
      id: `Dialihkan ke alamat lain (${String(status)}). ETALASE_PUBLIC_URL harus alamat yang terakhir.`,
      en: `Redirected elsewhere (${String(status)}). ETALASE_PUBLIC_URL must be the last address.`,
    };
  }
  return {
    id: `Yang menjawab di sana bukan proksi ini (${String(status)}). Periksa server web dan ETALASE_PUBLIC_URL.`,
    en: `What answers there is not this proxy (${String(status)}). See the web server and ETALASE_PUBLIC_URL.`,
  };
}

function describeError(codes: readonly string[], hostname: string): BilingualText {
  const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  if (has(/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/)) {
    return {
      id: `DNS tidak mengenal ${hostname}. Arahkan namanya ke alamat IP server ini, lalu tunggu sebentar.`,
      en: `DNS does not know ${hostname}. Point the name to this server's IP address, then wait a little.`,
    };
  }
  if (has(/^ECONNREFUSED$/)) {
    return {
      id: `${hostname} menolak sambungan. Jalankan server web, dan buka port 443.`,
      en: `${hostname} refuses the connection. Start the web server, and open port 443.`,
    };
  }
  if (has(/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO_|EPROTO/)) {
    return {
      id: `Sertifikat TLS untuk ${hostname} salah (${codes.join(', ')}). Periksa sertifikat di server web.`,
      en: `The TLS certificate of ${hostname} is wrong (${codes.join(', ')}). See the web server's certificate.`,
    };
  }
  return {
    id: `${hostname} tidak menjawab${codes.length > 0 ? ` (${codes.join(', ')})` : ''}. Periksa firewall dan DNS.`,
    en: `${hostname} does not answer${codes.length > 0 ? ` (${codes.join(', ')})` : ''}. See the firewall and DNS.`,
  };
}

/** The codes of an error and its causes; a connection may fail once for each address of a name. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [error.cause];
  return [...new Set([...own, ...inner.flatMap(codesOf)])];
}
