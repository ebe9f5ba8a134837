import { css } from 'lit';

/** Styles that the product grid does not need, but all lazily loaded elements do. */
export const lazyElementStyles = css`
  h3 {
    margin: 0;
  }
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
  }
  .button.primary {
    position: relative;
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .tap {
    position: relative;
  }
  .button.primary::after,
  .tap::after {
    content: '';
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    border-radius: inherit;
    background: currentColor;
    opacity: 0;
    pointer-events: none;
    transition: opacity 150ms ease-out;
  }
  @media (hover: hover) {
    .button.primary:hover::after,
    .tap:hover::after {
      opacity: 0.06;
    }
  }
  .button.primary:active::after,
  .tap:active::after {
    opacity: 0.12;
  }
  /* Where the system chooses the colours, shapes tell what colours and shadows tell elsewhere. */
  @media (forced-colors: active) {
    :checked + .option,
    :checked + .item,
    .chip[aria-pressed='true'] > span,
    .etalase [aria-invalid='true'],
    [aria-invalid='true'] .option,
    [aria-invalid='true'] .item {
      border: 3px double;
    }
    [aria-pressed='true'] .name {
      text-decoration: underline;
    }
    .button:disabled,
    .button[aria-disabled='true'],
    :disabled + .option,
    :disabled + .item {
      border-style: dashed;
      opacity: 1;
      color: GrayText;
    }
    .dots [aria-current] i,
    .step.now .dot::before,
    .status.live::after {
      forced-color-adjust: none;
      background: Highlight;
    }
    .etalase .skeleton-shape {
      border: 1px solid GrayText;
    }
  }
`;
