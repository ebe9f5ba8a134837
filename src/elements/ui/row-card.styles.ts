import { css } from 'lit';

/** Rows of a list as cards in a grid: one column on a phone, more on a wide screen. */
export const rowCardStyles = css`
  .list {
    display: grid;
    grid-gap: var(--gap);
    grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
    padding-top: 4px;
  }
  .row {
    display: flex;
    height: 100%;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  @media (hover: hover) {
    a.row:hover,
    button.row:hover {
      border-color: var(--accent-text);
    }
  }
`;
