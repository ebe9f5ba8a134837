import { css } from 'lit';

export const pagesStyles = css`
  .grid {
    display: grid;
    grid-gap: 8px 4px;
    grid-template-columns: repeat(4, minmax(0, 1fr));
  }
  @media (min-width: 480px) {
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
    }
  }
  .avatar {
    width: 52px;
    height: 52px;
    border-radius: 16px;
  }
  .chips > * {
    flex: none;
    margin-right: 8px;
  }
  .chip {
    display: flex;
    align-items: center;
    max-width: 220px;
    min-height: 44px;
    padding: 0 14px 0 8px;
    border: 1px solid var(--line);
    border-radius: 22px;
    font-size: 13px;
    line-height: 18px;
  }
  .chip:focus {
    outline-offset: -2px;
  }
  .chip .avatar {
    flex: none;
    width: 28px;
    height: 28px;
    margin: 0 8px 0 0;
    border-radius: 50%;
    font-size: 13px;
  }
  .chip.skeleton-shape {
    width: 104px;
    border-color: transparent;
  }
  .foot {
    display: grid;
    justify-items: center;
  }
  .foot .link {
    margin: 0;
    padding: 0 16px;
  }
`;
