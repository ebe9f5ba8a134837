import { css } from 'lit';

export const loadMoreStyles = css`
  .foot {
    display: grid;
    grid-gap: 8px;
    justify-items: center;
    padding: 16px 0 8px;
    color: var(--muted);
  }
`;
