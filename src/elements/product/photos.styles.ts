import { css } from 'lit';

/** Always on black, as photos are shown anywhere. */
export const photosStyles = css`
  dialog {
    background: #000;
    color: #fff;
    opacity: 0;
    transition: opacity 200ms ease-out;
  }
  dialog.shown {
    opacity: 1;
  }
  .gallery,
  .strip {
    width: 100%;
    height: 100%;
    background: none;
  }
  .strip {
    scroll-behavior: auto;
  }
  .photo {
    display: flex;
    flex: none;
    width: 100%;
    height: 100%;
    overflow: hidden;
    outline-offset: -4px;
    cursor: zoom-in;
    scroll-snap-align: start;
    scroll-snap-stop: always;
    /* Two fingers zoom, two taps are ours. */
    touch-action: pan-x pan-y pinch-zoom;
  }
  .photo > img {
    flex: none;
    width: 100%;
    height: 100%;
    margin: auto;
    object-fit: contain;
  }
  [data-zoomed] .strip {
    overflow-x: hidden;
  }
  [data-zoomed] .photo {
    overflow: auto;
    overscroll-behavior: contain;
    cursor: zoom-out;
  }
  [data-zoomed] .arrow,
  [data-zoomed] .counter {
    display: none;
  }
  .tools {
    position: absolute;
    top: 0;
    right: 0;
    display: flex;
    padding: 8px;
  }
  .tools .round {
    margin-left: 8px;
    background: rgba(0, 0, 0, 0.6);
  }
  .arrow {
    border-color: transparent;
    background: rgba(0, 0, 0, 0.6);
  }
  .tools .round:hover,
  .tools .round:active,
  .arrow:not([aria-disabled]):hover {
    background: rgba(255, 255, 255, 0.25);
    color: inherit;
  }
  .counter {
    right: 50%;
    bottom: calc(16px + env(safe-area-inset-bottom));
    transform: translateX(50%);
  }
  :focus {
    outline-color: #fff;
  }
`;
