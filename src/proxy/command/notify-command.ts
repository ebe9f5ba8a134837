/** `etalase notify --test`: sends one message to each channel, and says which arrived. */
import { parseArgs } from 'node:util';
import { readNotifySettings } from '../config/settings.js';
import { createChannels } from '../notices/channels.js';
import { testText } from '../notices/message-text.js';
import type { SendOutcome } from '../notices/send-outcome.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { UsageError } from './usage-error.js';

/** @returns the exit code: 1 where a message did not arrive, or there is no channel */
export async function runNotify(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { env: { type: 'string' }, test: { type: 'boolean' } },
  });
  if (!values.test) throw new UsageError('--test');
  const settings = readNotifySettings(loadEnvironment(env, values.env));
  const channels = createChannels(settings, platform);
  if (channels.length === 0) {
    print('ETALASE_NOTIFY belum diisi: tidak ada yang dikabari. / It is not set: nobody is told.');
    return 1;
  }
  const at = platform.now();
  const message = { id: `test/${String(at)}`, kind: 'test', at, count: 1, text: testText };
  const outcomes = await Promise.all(channels.map(({ send }) => send(message)));
  outcomes.forEach((outcome, index) => {
    print(`${MARKS[outcome.kind]} ${channels[index]?.name ?? ''}: ${describeOutcome(outcome)}`);
  });
  return outcomes.every(({ kind }) => kind === 'sent') ? 0 : 1;
}

const MARKS = { sent: '✓', failed: '✗', unknown: '?' } as const satisfies Record<
  SendOutcome['kind'],
  string
>;

const REMEDIES: Readonly<Record<string, string>> = {
  'telegram-400':
    'CHAT salah, atau bot belum pernah disapa di sana / wrong CHAT, or nobody has written to the bot there',
  'telegram-401': 'TOKEN salah / wrong TOKEN',
  'telegram-403': 'bot diblokir di chat itu / the bot is blocked in that chat',
  'telegram-404': 'TOKEN salah / wrong TOKEN',
  'telegram-429': 'terlalu sering; coba lagi nanti / too often; try again later',
  'not-sent': 'alamatnya tidak terjangkau / its address cannot be reached',
};

function describeOutcome(outcome: SendOutcome): string {
  switch (outcome.kind) {
    case 'sent':
      return 'sampai / arrived';
    case 'failed':
      return `tidak sampai / did not arrive: ${REMEDIES[outcome.code] ?? outcome.code}`;
    case 'unknown':
      return `tidak jelas, lihat sendiri / unclear, look yourself: ${outcome.code}`;
  }
}
