/** The workshop's state: one choice, what was found about it, and how it is looked at. Without DOM. */
import { atom, computed, type ReadableAtom } from 'nanostores';
import type { Platform } from '../open-api/platform.js';
import { addressOf, readAddress } from './address.js';
import { checkFields } from './checks/check-fields.js';
import { askProxy, askScript, askShop } from './checks/check-servers.js';
import { isUnfinished, type Field, type Finding } from './checks/findings.js';
import {
  NO_CONNECTION,
  NO_DESIGN,
  readConnection,
  readDesign,
  type Choice,
  type Connection,
  type Design,
  type Piece,
} from './choice/choice.js';
import { cleanHtml } from './choice/safe-html.js';
import { carryOver } from './choice/carry-over.js';
import { readSnippet, type Note } from './code/read-snippet.js';
import { mirrorOf, snippetOf } from './code/snippet.js';
import type { StartingPoint } from './code/starting-point.js';
import { WHOLE_SHOP } from './choice/pieces.js';
import type { Place, Sandbox } from './place.js';
import type { WorkshopLanguage } from './texts/say.js';

/** The part of the browser that keeps addresses. */
export interface AddressBar {
  readonly read: () => string;
  readonly push: (hash: string) => void;
  readonly replace: (hash: string) => void;
}

export interface WorkshopParts {
  readonly pages: readonly StartingPoint[];
  readonly themes: readonly StartingPoint[];
  readonly place: Place;
  readonly platform: Platform;
  readonly addressBar: AddressBar;
  /** For this tab: the connection, which no address may hold. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>;
}

/** What a design shows, one piece each, also where it is the whole shop. */
export const piecesOf = ({ pieces }: Design): readonly Piece[] =>
  pieces.length > 0 ? pieces : WHOLE_SHOP.map((tag) => ({ tag, attributes: {}, html: '' }));

type DesignChange = Partial<Omit<Design, 'pieces'>> & { readonly pieces?: readonly Piece[] };

export type Workshop = ReturnType<typeof createWorkshop>;

const STORED = 'etalase:workshop';
const STORED_LANGUAGE = 'etalase:workshop:language';
/** A colour that is dragged is one step of the history. */
const SAME_STEP_MS = 1_000;
/** No question is taken back: its answer is compared with what is asked by then. */
const { signal: never } = new AbortController();
/** Typing is over. */
const SETTLED_MS = 600;

export function createWorkshop(parts: WorkshopParts) {
  const { pages, themes, place, platform, addressBar } = parts;
  const designs = new Map<string, Design>();

  function designOfPage(name: string): Design {
    const page = pages.find((each) => each.name === name);
    if (!page) return NO_DESIGN;
    const known = designs.get(name);
    if (known) return known;
    const read = readSnippet(page.text, themes)?.choice.design ?? NO_DESIGN;
    const design = { ...read, page: name };
    designs.set(name, design);
    return design;
  }

  const $connection = atom<Connection>(readStored());
  const $design = atom<Design>(readDesignOfAddress());
  const $language = atom<WorkshopLanguage>(readLanguage());
  /** Believed until it does not answer, so that nothing moves where it does. */
  const $sandbox = atom<Sandbox | null>(place.sandbox);
  const $notes = atom<readonly Note[]>([]);
  const $answers = atom<Readonly<Partial<Record<Field, Finding>>>>({});

  const $choice: ReadableAtom<Choice> = computed([$connection, $design], (connection, design) => ({
    connection,
    design,
  }));
  const $snippet = computed($choice, (choice) => snippetOf(choice, themes));
  const $findings = computed([$choice, $answers], (choice, answers) => {
    const found = checkFields(choice);
    const open = Object.values(answers).filter(
      ({ field }) => !found.some((each) => each.field === field && isUnfinished(each)),
    );
    return [...found, ...open];
  });
  const $isExample = computed(
    [$connection, $sandbox],
    ({ token, api }, sandbox) => sandbox !== null && token === sandbox.token && api === sandbox.api,
  );

  function readLanguage(): WorkshopLanguage {
    try {
      return parts.storage().getItem(STORED_LANGUAGE) === 'en' ? 'en' : 'id';
    } catch {
      return 'id';
    }
  }

  function readStored(): Connection {
    try {
      const stored: unknown = JSON.parse(parts.storage().getItem(STORED) ?? 'null');
      return readConnection(stored) ?? NO_CONNECTION;
    } catch {
      return NO_CONNECTION;
    }
  }

  function keep(name: string, value: string): void {
    try {
      parts.storage().setItem(name, value);
    } catch {
      // The browser keeps nothing; then the connection is typed again.
    }
  }

  function readDesignOfAddress(): Design {
    const hash = addressBar.read().replace(/^#/, '');
    const [first] = pages;
    return hash === '' ? designOfPage(first?.name ?? '') : readAddress(hash, designOfPage);
  }

  let lastStep = { name: '', at: -Infinity };

  /** @param step what changes; the same one soon after is one step of the history */
  function showDesign(design: unknown, step: string): void {
    const parsed = readDesign(design);
    if (!parsed) return;
    $design.set(parsed);
    const hash = `#${addressOf(parsed, designOfPage)}`;
    const at = platform.now();
    const isSameStep = step === lastStep.name && at - lastStep.at < SAME_STEP_MS;
    lastStep = { name: step, at };
    if (isSameStep) addressBar.replace(hash);
    else if (hash !== addressBar.read()) addressBar.push(hash);
  }

  function setConnection(change: Partial<Connection>): void {
    const connection = readConnection({ ...$connection.get(), ...change });
    if (!connection) return;
    $connection.set(connection);
    keep(STORED, JSON.stringify(connection));
    void ask();
  }

  let asked: Partial<Record<Field, string>> = {};
  let controller = new AbortController();

  /** Asks about what has changed, when it has not changed for a moment. */
  async function ask(): Promise<void> {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    const connection = $connection.get();
    const { script, token, api, proxy } = connection;
    const questions: Partial<Record<Field, string>> = { token: `${token} ${api}`, script, proxy };
    const isOld = ({ field }: Finding) => questions[field] === asked[field];
    $answers.set(
      Object.fromEntries(Object.entries($answers.get()).filter(([, each]) => isOld(each))),
    );
    await platform.wait(SETTLED_MS);
    if (signal.aborted) return;
    const before = asked;
    asked = questions;
    const found = checkFields($choice.get());
    const isOpen = (field: Field) =>
      questions[field]?.trim() !== '' &&
      questions[field] !== before[field] &&
      !found.some((each) => each.field === field && isUnfinished(each));
    const tell = (finding: Finding) => {
      if (questions[finding.field] === asked[finding.field])
        $answers.set({ ...$answers.get(), [finding.field]: finding });
    };
    const { fetch } = platform;
    const answers = [
      isOpen('token') && askShop(platform, connection, never),
      isOpen('script') && askScript(fetch, script, never),
      isOpen('proxy') && askProxy(fetch, proxy, never),
    ];
    for (const each of answers) if (each) void each.then(tell);
  }

  /** Finds the script beside the workshop, and whether there is an example shop. */
  async function start(): Promise<void> {
    const { sandbox } = place;
    if (sandbox) {
      const url = `${sandbox.api}/app/slide?token=${encodeURIComponent(sandbox.token)}`;
      const isThere = await platform.fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!isThere) $sandbox.set(null);
    }
    if ($connection.get().script === '') await findScript();
    else void ask();
  }

  async function findScript(): Promise<void> {
    for (const script of place.scripts) {
      const { kind } = await askScript(platform.fetch, script, never);
      if (kind !== 'good' || $connection.get().script !== '') continue;
      const isOfProxy = place.proxy !== '' && script === place.scripts[0];
      const { token, api, proxy } = $connection.get();
      const isNew = isOfProxy && token === '' && api === '' && proxy === '';
      setConnection({
        script,
        ...(isNew && { proxy: place.proxy, api: mirrorOf(place.proxy) }),
      });
      return;
    }
  }

  return {
    pages,
    themes,
    platform,
    $choice,
    $connection,
    $design,
    $sandbox,
    $isExample,
    $language,
    $notes,
    $snippet,
    $findings,
    start,
    setConnection,
    /** The step names what changed, for the history. */
    setDesign: (change: DesignChange, step: string = Object.keys(change).join()) =>
      showDesign({ ...$design.get(), ...change }, step),
    choosePage(name: string): void {
      const now = $design.get();
      showDesign(carryOver(now, designOfPage(now.page), designOfPage(name)), `page ${name}`);
      $notes.set([]);
    },
    useSandbox(): void {
      const sandbox = $sandbox.get();
      if (sandbox) setConnection({ token: sandbox.token, api: sandbox.api, proxy: sandbox.proxy });
    },
    /** @returns whether there was an element of etalase; without one nothing changes */
    readCode(text: string): boolean {
      const reading = readSnippet(
        text,
        themes,
        pages.map(({ name }) => name),
      );
      if (!reading) return false;
      const { connection, design } = reading.choice;
      const { script, token, api, proxy } = $connection.get();
      setConnection({
        script: connection.script || script,
        token: connection.token || token,
        api: connection.token || connection.api ? connection.api : api,
        proxy: connection.proxy || proxy,
      });
      showDesign(design, `read ${platform.now()}`);
      $notes.set(reading.notes);
      return true;
    },
    /** The address has changed: back, forward, or a link. */
    followAddress(): void {
      lastStep = { name: '', at: -Infinity };
      $design.set(readDesignOfAddress());
      $notes.set([]);
    },
    setLanguage(language: WorkshopLanguage): void {
      $language.set(language);
      keep(STORED_LANGUAGE, language);
    },
    /** @param index of a piece of own HTML */
    setHtml(index: number, text: string): void {
      const { html, leftOut } = cleanHtml(text);
      const pieces = piecesOf($design.get()).map((each, at) =>
        at === index ? { ...each, html } : each,
      );
      showDesign({ ...$design.get(), pieces }, `html ${index}`);
      $notes.set(leftOut.map((subject) => ({ code: 'left-out', subject })));
    },
    closeNotes: () => $notes.set([]),
  };
}
