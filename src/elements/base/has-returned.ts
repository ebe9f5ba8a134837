/** Whether this page was left and is loaded again: by the button back, or anew. */
export const hasReturned = (): boolean =>
  performance
    .getEntriesByType('navigation')
    .some((entry) => 'type' in entry && entry.type !== 'navigate');
