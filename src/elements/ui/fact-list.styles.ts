import { css } from 'lit';

/** One fact a line: the name at the start, the value at the end. */
export const factListStyles = css`
  .facts {
    border-top: 1px solid var(--line);
  }
  .facts > div {
    display: flex;
    justify-content: space-between;
  }
  .facts dt {
    flex: none;
    color: var(--muted);
  }
  .facts dd {
    min-width: 0;
    margin: 0;
    text-align: end;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
`;
