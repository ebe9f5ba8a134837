/** All texts of shoppers in both languages, in groups. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { english } from '../../src/texts/en/english.js';
import type { TextKey } from '../../src/texts/text-keys.js';

export interface TextGroup {
  readonly title: string;
  readonly texts: readonly (readonly [name: string, indonesian: string, english: string])[];
}

/** The first text of each group: a new text belongs to the group of the text before it. */
const FIRST_TEXTS: Partial<Record<string, string>> = {
  retry: 'All lists, and errors',
  products: 'Product list',
  search: 'Search, categories, pages and slides',
  product: 'Product details',
  guestBalance: 'Balance, histories and purchases',
  noOrders: 'Orders: status',
  stepPaid: 'Orders: steps, and why one failed',
  voucher: 'Receipt',
  confirm: 'Confirmation and payment',
  topups: 'Top-ups: choosing a product',
  topupNoItems: 'Top-ups: the form',
} satisfies Partial<Record<TextKey, string>>;

const exportedTexts = z.record(z.string(), z.record(z.string(), z.string()));

/** Those of every module: which texts share one depends on what pages load together. */
async function readIndonesian(project: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(project, 'src/texts/id');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const modules = files
    .filter((file) => file.endsWith('.ts'))
    .map((file): Promise<unknown> => import(pathToFileURL(join(folder, file)).href));
  const texts = (await Promise.all(modules)).flatMap((module) =>
    Object.values(exportedTexts.parse(Object.assign({}, module))),
  );
  return new Map(texts.flatMap((part) => Object.entries(part)));
}

export async function readTextGroups(project: string): Promise<readonly TextGroup[]> {
  const indonesian = await readIndonesian(project);
  const groups: { title: string; texts: (readonly [string, string, string])[] }[] = [];
  for (const [name, text] of Object.entries(english)) {
    const title = FIRST_TEXTS[name];
    if (title !== undefined) groups.push({ title, texts: [] });
    groups.at(-1)?.texts.push([name, indonesian.get(name) ?? '', text]);
  }
  return groups;
}
