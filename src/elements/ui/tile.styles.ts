import { css } from 'lit';

export const tileStyles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .row,
  .chips {
    display: flex;
    overflow-x: auto;
    overflow-y: hidden;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
  }
  .row::-webkit-scrollbar,
  .chips::-webkit-scrollbar {
    display: none;
  }
  /* A mouse needs a scrollbar to scroll sideways. */
  @media (hover: hover) and (pointer: fine) {
    .row,
    .chips {
      scrollbar-color: var(--line) transparent;
      scrollbar-width: thin;
    }
    .row::-webkit-scrollbar,
    .chips::-webkit-scrollbar {
      display: block;
      height: 6px;
    }
    .row::-webkit-scrollbar-thumb,
    .chips::-webkit-scrollbar-thumb {
      border-radius: 3px;
      background: var(--line);
    }
  }
  .row > * {
    flex: none;
    width: 76px;
  }
  li > .tile {
    width: 100%;
  }
  .skeleton .row {
    overflow: hidden;
  }
  .tile {
    display: block;
    padding: 6px 2px;
    border-radius: var(--radius);
    text-align: center;
  }
  .tile:focus {
    outline-offset: -2px;
  }
  .avatar {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    width: 56px;
    height: 56px;
    margin: 0 auto 6px;
    overflow: hidden;
    border-radius: 50%;
    background: var(--tone);
    color: var(--muted);
    font-size: 20px;
    font-weight: 600;
  }
  .avatar img {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
    background: var(--tone);
  }
  .broken {
    opacity: 0;
  }
  .name {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .tile .name {
    height: calc(32em / 12);
    font-size: 12px;
    line-height: 16px;
  }
  .name .skeleton-shape {
    width: 48px;
    height: 10px;
    margin: 3px auto 0;
  }
`;
