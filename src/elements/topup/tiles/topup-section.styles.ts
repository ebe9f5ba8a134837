import { css } from 'lit';

/** Styles on top of those of the product tiles: no frames, so that two rows stay quiet. */
export const topupSectionStyles = css`
  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 32px;
  }
  .bar .link {
    margin: -6px -8px -6px 0;
  }
  .tiles {
    grid-gap: 0 4px;
    grid-template-columns: repeat(4, minmax(0, 1fr));
  }
  .tile {
    padding: 4px 2px;
    border: 0;
  }
  .avatar {
    width: 48px;
    height: 48px;
  }
  .name {
    margin-top: 4px;
    font-weight: 400;
  }
  .state {
    padding: 12px 16px;
  }
  @media (min-width: 768px) {
    .tiles {
      grid-template-columns: repeat(8, minmax(0, 1fr));
    }
    .avatar {
      width: 56px;
      height: 56px;
    }
  }
`;
