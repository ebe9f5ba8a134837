import { css } from 'lit';

export const transactionsStyles = css`
  .row {
    min-height: 98px;
  }
  .thumb {
    flex: none;
    width: 72px;
    height: 72px;
    margin-right: 12px;
    border-radius: calc(var(--radius) * 0.66);
    overflow: hidden;
  }
  .thumb .picture {
    border-radius: inherit;
  }
  .what {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: flex-start;
    min-width: 0;
  }
  .title {
    max-width: 100%;
    font-weight: 600;
  }
  .about {
    width: 100%;
    margin-top: 2px;
    overflow-wrap: anywhere;
  }
  .about > * {
    display: inline;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    width: 100%;
    margin: auto 0 -6px;
    padding-top: 8px;
  }
  .status {
    max-width: 100%;
    margin: 0 6px 6px 0;
    padding: 2px 8px;
  }
  .row .skeleton-shape {
    width: 80%;
    height: 16px;
    margin: 2px 0;
  }
  .row .skeleton-shape.short {
    width: 60%;
    height: 12px;
    margin: 4px 0 2px;
  }
  .row .skeleton-shape.tag {
    width: 56px;
    height: 20px;
    margin-top: auto;
  }
  .row .thumb.skeleton-shape {
    width: 72px;
    height: 72px;
    margin: 0 12px 0 0;
  }
`;
