import { css } from 'lit';

export const galleryStyles = css`
  .gallery {
    position: relative;
    min-width: 0;
    overflow: hidden;
    background: var(--tone);
  }
  .strip {
    display: flex;
    overflow-x: auto;
    overflow-y: hidden;
    overscroll-behavior-x: contain;
    scroll-behavior: smooth;
    scroll-snap-type: x mandatory;
    scrollbar-width: none;
  }
  .strip::-webkit-scrollbar {
    display: none;
  }
  button.picture {
    cursor: zoom-in;
  }
  .gallery > .picture,
  button.picture {
    width: 100%;
  }
  button.picture:focus {
    outline-offset: -2px;
  }
  .strip > .picture {
    flex: none;
    width: 100%;
    scroll-snap-align: start;
    scroll-snap-stop: always;
  }
  .counter {
    position: absolute;
    right: 12px;
    bottom: 12px;
    padding: 2px 10px;
    border-radius: 99px;
    background: rgba(0, 0, 0, 0.6);
    color: #fff;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .arrow {
    position: absolute;
    top: calc(50% - 22px);
    left: 12px;
    display: none;
    width: 44px;
    height: 44px;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    transition: opacity 150ms ease-out;
  }
  .arrow.next {
    right: 12px;
    left: auto;
  }
  .arrow[aria-disabled] {
    opacity: 0.4;
    cursor: default;
  }
  .arrow .icon {
    margin: auto;
  }
  @media (hover: hover) {
    .arrow {
      display: block;
    }
    .arrow:not([aria-disabled]):hover {
      color: var(--accent-text);
    }
  }
`;
