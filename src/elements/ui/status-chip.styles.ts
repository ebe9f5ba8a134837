import { css } from 'lit';

/** A status on a light tint of its own text colour. */
export const statusChipStyles = css`
  .status {
    position: relative;
    overflow: hidden;
    overflow-wrap: anywhere;
    border-radius: 6px;
    font-size: 12px;
    line-height: 16px;
    font-weight: 600;
  }
  .status::before {
    content: '';
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    background: currentColor;
    opacity: 0.09;
  }
  .status.good {
    color: var(--success);
  }
  .status.bad {
    color: var(--danger);
  }
`;
