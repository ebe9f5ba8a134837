/** How the proxy's commands are called; shown by `etalase --help`. */
export const USAGE = {
  proxy: 'etalase proxy [--env FILE]',
  check: 'etalase check [--env FILE] [--callbacks]',
  keys: 'etalase keys',
  orders: [
    'etalase orders [list] [--review] [--state STATE] [--limit 50] [--env FILE]',
    'etalase orders show ID|NUMBER [--look] [--env FILE]',
    'etalase orders resolve ID|NUMBER --as delivered|refund|refunded|failed|look-again --by NAME --reason TEXT [--against-evidence] [--env FILE]',
  ].join('\n  '),
} as const;
