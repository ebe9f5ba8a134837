/** The files that pages load: those of the version that runs, and of versions that ran before it. */
import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import {
  createBrowserFiles,
  ENCODINGS,
  readBrowserTexts,
  readWorkshopTexts,
  type BrowserFile,
  type Encoding,
} from '../browser-files/browser-files.js';
import type { KeptReleases } from '../browser-files/kept-releases.js';
import type { ProxyEnv } from '../http/env.js';
import { notModified } from '../http/etag.js';
import type { InstalledPackage } from '../package.js';
import { ProblemError } from '../problem.js';
import type { RouteHandlers } from './routes.js';

/** What a version holds never changes. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Pages have a new version five minutes after an update. */
const SHORT = 'public, max-age=300';

const SCRIPT = { 'Content-Type': 'text/javascript; charset=utf-8' };
const WORKSHOP_PAGE = 'workshop/index.html';
/**
 * The only page of the proxy. Its preview inherits the policy, and runs the script of the host that the
 * designer names; a stricter policy of its own names that script. The page itself inserts no foreign HTML.
 */
const PAGE = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'; script-src https: http: 'unsafe-inline'; style-src 'unsafe-inline'",
    'img-src https: http: data:; font-src https: data:; connect-src https: http:',
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join('; '),
};

export interface BrowserFileParts {
  /** Called at the first request, so that the start reads no file. */
  readonly findPackage: () => InstalledPackage | null;
  readonly keptReleases: KeptReleases;
  readonly onError: (error: unknown) => void;
}

export function browserFileRoutes({ findPackage, keptReleases, onError }: BrowserFileParts) {
  const release = once(() => {
    const { builtFolder = null, version = '' } = findPackage() ?? {};
    if (builtFolder === null) return null;
    const texts = readBrowserTexts(builtFolder);
    keptReleases.keep(version, texts).catch(onError);
    return {
      version,
      files: createBrowserFiles(texts),
      workshop: createBrowserFiles(readWorkshopTexts(builtFolder)),
    };
  });

  async function findFile(version: string, path: string): Promise<BrowserFile | undefined> {
    const running = release();
    if (running === null || running.version === version) return running?.files.get(path);
    return (await keptReleases.find(version))?.get(path);
  }

  async function answerFile(
    c: Context<ProxyEnv>,
    file: BrowserFile | undefined,
    type: Readonly<Record<string, string>> = SCRIPT,
  ): Promise<Response> {
    if (!file) throw new ProblemError('not_found');
    const encoding = chooseEncoding(c.req.header('Accept-Encoding'));
    const headers = {
      ETag: `"${file.digest}-${encoding}"`,
      'Cache-Control': IMMUTABLE,
      Vary: 'Accept-Encoding',
    };
    const unchanged = notModified(c, headers);
    if (unchanged) return unchanged;
    const bytes = await file.encode(encoding);
    return new Response(bytes, {
      headers: {
        ...headers,
        ...type,
        'Content-Length': String(bytes.length),
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      },
    });
  }

  return {
    'GET /etalase/latest.js': () => {
      const running = release();
      if (!running?.files.has('etalase.js')) throw new ProblemError('not_found');
      // Relative, so that it also holds where the proxy is below a path.
      const headers = { Location: `${running.version}/etalase.js`, 'Cache-Control': SHORT };
      return new Response(null, { status: 302, headers });
    },

    'GET /etalase/workshop': () => {
      const running = release();
      if (!running?.workshop.has(WORKSHOP_PAGE)) throw new ProblemError('not_found');
      const headers = {
        Location: `${running.version}/${WORKSHOP_PAGE}`,
        'Cache-Control': SHORT,
      };
      return new Response(null, { status: 302, headers });
    },

    'GET /etalase/:version/:file': async (c) =>
      answerFile(c, await findFile(c.req.param('version'), c.req.param('file'))),

    'GET /etalase/:version/chunks/:file': async (c) =>
      answerFile(c, await findFile(c.req.param('version'), `chunks/${c.req.param('file')}`)),

    'GET /etalase/:version/workshop/:file': (c) => {
      const running = release();
      const path = `workshop/${c.req.param('file')}`;
      const file =
        running?.version === c.req.param('version') ? running.workshop.get(path) : undefined;
      return answerFile(c, file, path === WORKSHOP_PAGE ? PAGE : SCRIPT);
    },
  } satisfies Partial<RouteHandlers>;
}

function chooseEncoding(acceptEncoding = ''): Encoding {
  const accepted = parseAccept(acceptEncoding).filter(({ q }) => q > 0);
  return ENCODINGS.find((name) => accepted.some(({ type }) => type === name)) ?? 'identity';
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
