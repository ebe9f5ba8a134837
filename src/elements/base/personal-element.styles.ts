import { css } from 'lit';

export const personalElementStyles = css`
  .avatar {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 44px;
    height: 44px;
    overflow: hidden;
    border-radius: 50%;
    background: var(--tone);
    color: var(--muted);
  }
  .avatar svg {
    width: 24px;
    height: 24px;
  }
  .muted {
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
`;
