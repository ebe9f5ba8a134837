import { css } from 'lit';

/** Round buttons with an icon. */
export const iconButtonStyles = css`
  .round {
    flex: none;
    width: 44px;
    height: 44px;
    border-radius: 50%;
  }
  .round:hover,
  .round:active {
    background: var(--tone);
  }
  .round .icon {
    margin: auto;
  }
`;
