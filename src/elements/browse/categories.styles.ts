import { css } from 'lit';

export const categoriesStyles = css`
  .grid {
    display: grid;
    grid-gap: 8px 4px;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    /* Tiles after the chips fill the gaps in the row above. */
    grid-auto-flow: dense;
  }
  /* A designer's copies. */
  .row ::slotted(*) {
    flex: none;
  }
  .grid > .wide {
    grid-column: 1 / -1;
    min-width: 0;
  }
  @media (min-width: 480px) {
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
    }
  }
  .heading {
    margin-bottom: 4px;
  }
  .tile[aria-pressed='true'] {
    font-weight: 600;
  }
  .tile[aria-pressed='true'] .name {
    color: var(--accent-text);
  }
  .tree-item[aria-pressed='true'].tap::after {
    background: var(--accent);
    opacity: 0.1;
  }
  [aria-pressed='true'] .avatar::after {
    content: '';
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    border: 2px solid var(--accent-text);
    border-radius: inherit;
  }
  .chips > * {
    flex: none;
  }
  .chip {
    display: flex;
    align-items: center;
    max-width: 240px;
    min-height: 44px;
    padding-right: 8px;
    font-size: 13px;
  }
  .chip:focus {
    outline-offset: -2px;
  }
  .chip:active > span {
    background: var(--tone);
  }
  .chip > span {
    display: block;
    padding: 5px 12px;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 99px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .chip[aria-pressed='true'] > span {
    border-color: var(--accent-text);
    color: var(--accent-text);
    font-weight: 600;
  }
`;

export const treeStyles = css`
  .branch {
    display: flex;
  }
  .tree-item {
    display: flex;
    flex: 1;
    align-items: center;
    min-width: 0;
    min-height: 52px;
    padding: 4px 8px;
    border-radius: var(--radius);
    text-align: start;
  }
  .tree-item:focus,
  .expand:focus {
    outline-offset: -2px;
  }
  .tree-item .avatar {
    flex: none;
    width: 40px;
    height: 40px;
    margin: 0 12px 0 0;
    font-size: 16px;
  }
  .tree-item[aria-pressed='true'] {
    font-weight: 600;
  }
  .expand {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 44px;
    border-radius: var(--radius);
    color: var(--muted);
  }
  .expand .icon {
    transition: transform 200ms ease-out;
  }
  .expand[aria-expanded='true'] .icon {
    transform: rotate(180deg);
  }
  .tree .tree {
    margin: 0 0 8px 27px;
    padding-left: 8px;
    border-left: 1px solid var(--line);
  }
  .tree .tree .tree-item {
    width: 100%;
    min-height: 44px;
    padding-left: 12px;
  }
  .others {
    color: var(--accent-text);
    font-weight: 600;
  }
  .tree-item.skeleton-tree-item .skeleton-shape:last-child {
    width: 40%;
    height: 12px;
  }
`;
