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
  .foot {
    display: grid;
    justify-items: center;
  }
  .foot .link {
    margin: 0;
    padding: 0 16px;
  }
`;
