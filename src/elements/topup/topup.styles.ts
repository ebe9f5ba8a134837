import { css } from 'lit';

/** Styles of the headers, the chips, and of the shapes that hold the form's place. */
export const topupStyles = css`
  .title {
    min-width: 0;
    padding: 10px 0;
    overflow-wrap: anywhere;
  }
  .title:focus {
    outline: none;
  }
  .head {
    display: flex;
    align-items: center;
    padding: 4px 0;
  }
  .head .round {
    margin: 0 4px 0 -10px;
  }
  .head .avatar {
    width: 44px;
    height: 44px;
    margin-right: 12px;
    font-size: 18px;
  }
  .skeleton-title {
    display: block;
    width: 160px;
    height: 18px;
  }
  .foot {
    padding: 16px 0 8px;
    text-align: center;
  }
  .items {
    display: grid;
    grid-gap: 8px;
    grid-template-columns: repeat(
      auto-fill,
      minmax(min(100%, max(8.6em, min(148px, 50% - 4px))), 1fr)
    );
  }
  .item {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    height: 100%;
    min-height: 76px;
    padding: 10px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .item.skeleton-shape {
    border-color: transparent;
  }
  .bar {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 69px;
    margin-top: 16px;
    padding: 8px 0;
    padding-bottom: calc(8px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .skeleton-total {
    width: 30%;
    height: 24px;
  }
  .skeleton-next {
    width: 50%;
    height: 44px;
    border-radius: var(--radius);
  }
  .skeleton-label {
    box-sizing: content-box;
    width: 120px;
    height: 14px;
    margin-bottom: 8px;
    border: solid transparent;
    border-width: 5px 0;
    background-clip: content-box;
  }
  .block {
    min-width: 0;
    margin: 16px 0 0;
    padding: 0;
    border: 0;
  }
  .head + .form > .block:first-child,
  .head + .skeleton .block:first-child {
    margin-top: 4px;
  }
  .subheading {
    margin: 16px 0 8px;
    font-size: 14px;
    font-weight: 600;
  }
  .chips {
    display: flex;
    margin: -4px 0 8px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .chips::-webkit-scrollbar {
    display: none;
  }
  .chip {
    flex: none;
    min-height: 44px;
    padding-right: 8px;
  }
  .chip:focus {
    outline-offset: -2px;
  }
  .chip > span {
    display: block;
    padding: 5px 12px;
    border: 1px solid var(--line);
    border-radius: 99px;
    white-space: nowrap;
  }
  .chip[aria-pressed='true'] > span {
    border-color: var(--accent-text);
    color: var(--accent-text);
    font-weight: 600;
  }
  @media (min-width: 768px) {
    .form,
    .head {
      max-width: 880px;
      margin-right: auto;
      margin-left: auto;
    }
    .items {
      grid-template-columns: repeat(auto-fill, minmax(max(180px, 8.6em), 1fr));
      grid-gap: 12px;
    }
    .skeleton-next {
      width: 220px;
    }
  }
`;
