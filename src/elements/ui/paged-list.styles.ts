import { css } from 'lit';

/** The heading of a paged list and the texts of its rows. */
export const pagedListStyles = css`
  .heading {
    margin-bottom: 4px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .title,
  .muted {
    display: block;
    overflow-wrap: anywhere;
  }
  .foot [aria-disabled] {
    opacity: 0.6;
  }
  a.row:active {
    opacity: 0.8;
  }
  @media (hover: hover) {
    a.row:hover .title {
      color: var(--accent-text);
    }
  }
`;
