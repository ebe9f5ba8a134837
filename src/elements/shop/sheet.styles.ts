import { css } from 'lit';

export const sheetStyles = css`
  /* As tall as it can be, so that it keeps its size while its content changes. */
  .panel {
    height: 92%;
  }
  .content {
    padding: 0 16px;
    padding-bottom: env(safe-area-inset-bottom);
  }
  .row {
    height: 64px;
    margin-bottom: 12px;
    border-radius: var(--radius);
  }
  ::slotted(:not(:defined)) {
    display: none;
  }
  @media (min-width: 768px) {
    .panel {
      width: min(720px, 94%);
      height: min(92%, 760px);
    }
    .content {
      padding: 0 24px;
    }
  }
`;
