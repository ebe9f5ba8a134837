/** How the proxy's commands are called; shown by `etalase --help`. */
export const USAGE = {
  setup: 'etalase setup [--domain NAME] [--dry-run] [--root DIR] [--env FILE]',
  proxy: 'etalase proxy [--env FILE]',
  check: 'etalase check [--env FILE] [--callbacks]',
  off: 'etalase off [all|PROVIDER|PROVIDER/PRODUCT|SHELF-ID [--until TIME] [--say TEXT]] [--env FILE]',
  on: 'etalase on all|PROVIDER|PROVIDER/PRODUCT|SHELF-ID [--env FILE]',
  shelf: [
    'etalase shelf [SHELF-ID] [--json] [--env FILE]',
    'etalase shelf suggest [--out FILE] [--env FILE]',
  ].join('\n  '),
  products: [
    'etalase products [--json] [--env FILE]',
    'etalase products link [--env FILE]',
    'etalase products accept ID [--env FILE]',
  ].join('\n  '),
  reload: 'etalase reload [--env FILE]',
  keys: 'etalase keys',
  orders: [
    'etalase orders [list|find TEXT] [--review|--state STATE] [--since 2026-11-01] [--until 2026-11-30] [--provider NAME] [--limit 50] [--json|--csv] [--env FILE]',
    'etalase orders show ID|NUMBER [--look] [--env FILE]',
    'etalase orders resolve ID|NUMBER --as delivered|refund|refunded|failed|look-again --by NAME --reason TEXT [--against-evidence] [--env FILE]',
    'etalase orders fill ID|NUMBER FIELD=VALUE… --by NAME --reason TEXT [--env FILE]',
    'etalase orders correct ID|NUMBER [--as refunded] --by NAME --reason TEXT [--against-evidence] [--env FILE]',
  ].join('\n  '),
  backup: 'etalase backup DIR [--keep 14] [--env FILE]',
  restore: 'etalase restore FILE [--env FILE]',
  move: 'etalase move --to postgres://… [--env FILE]',
  notify: 'etalase notify --test [--env FILE]',
  reconcile: 'etalase reconcile --since 2026-11-01 [--member ID]… [--json] [--env FILE]',
  report:
    'etalase report [--day|--month] [--since 2026-11-01] [--until 2026-11-30] [--provider NAME] [--json|--csv] [--env FILE]',
} as const;
