import { css } from 'lit';

export const productsStyles = css`
  :host {
    scroll-margin-top: 84px;
  }
  :host([data-loading]) {
    min-height: 100vh;
  }
  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
    margin-bottom: 8px;
  }
  .bar .heading {
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .bar select {
    flex: none;
    max-width: 50%;
    min-height: 44px;
    margin-left: 8px;
    padding: 0 4px;
    border: 0;
    border-radius: 8px;
    background: var(--surface);
    color: var(--muted);
    font-size: 13px;
    text-align-last: end;
  }
  .grid {
    display: grid;
    grid-gap: var(--gap);
    /* Two columns; one where the text is so large that a price would not fit. */
    grid-template-columns: repeat(
      auto-fill,
      minmax(min(100%, max(8.6em, 50% - var(--gap) / 2)), 1fr)
    );
    /* Long words must not widen the page, also in a designer's template. */
    overflow-wrap: anywhere;
  }
  @media (min-width: 560px) {
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(max(180px, 8.6em), 1fr));
    }
  }
  .grid[data-columns] {
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
  }
  .skeleton-card {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .skeleton-card .skeleton-shape {
    height: 16px;
    margin: 10px 10px 0;
  }
  .skeleton-card .skeleton-shape:first-child {
    height: 0;
    margin: 0;
    padding-top: 100%;
    border-radius: 0;
  }
  .skeleton-card .skeleton-shape:nth-child(3) {
    width: 60%;
  }
  .skeleton-card .skeleton-shape:last-child {
    width: 40%;
    height: 20px;
    margin-bottom: 28px;
  }
`;
