import { css } from 'lit';

export const slidesStyles = css`
  .frame {
    position: relative;
  }
  .track {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: min(100% - 28px, 540px);
    grid-gap: 8px;
    align-items: start;
    overflow-x: auto;
    overflow-y: hidden;
    overscroll-behavior-x: contain;
    scroll-snap-type: x mandatory;
    scrollbar-width: none;
    border-radius: var(--radius);
  }
  .track::-webkit-scrollbar {
    display: none;
  }
  .track[data-count='1'] {
    grid-auto-columns: min(100%, 760px);
    justify-content: center;
  }
  .track[data-count='2'] {
    grid-auto-columns: min(max(min(100% - 28px, 540px), 50% - 4px), 760px);
  }
  .skeleton .track {
    overflow: hidden;
  }
  .slide,
  .track > slot::slotted(*) {
    scroll-snap-align: start;
  }
  .slide {
    position: relative;
    display: block;
    height: 0;
    padding-top: 43.75%;
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--tone);
    color: var(--muted);
  }
  .slide > img {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
  }
  .slide > img {
    object-fit: cover;
  }
  .broken {
    opacity: 0;
  }
  .slide:focus,
  .track:focus {
    outline-offset: -3px;
  }
  .dots {
    position: absolute;
    bottom: 0;
    left: 12px;
    display: flex;
    max-width: calc(100% - 52px);
  }
  /* One dark track behind all dots: visible on any image, and narrow enough for any number. */
  .dots::before {
    content: '';
    position: absolute;
    right: 0;
    bottom: 8px;
    left: 0;
    height: 6px;
    border-radius: 3px;
    background: rgba(0, 0, 0, 0.45);
  }
  .dots button {
    position: relative;
    flex: 0 1 44px;
    width: 44px;
    min-width: 0;
    height: 44px;
  }
  .dots button:focus {
    outline-offset: -4px;
  }
  .dots i {
    position: absolute;
    right: 1px;
    bottom: 9px;
    left: 1px;
    height: 4px;
    border-radius: 2px;
    background: #fff;
    opacity: 0;
    transition: opacity 200ms ease-out;
  }
  .dots button:hover i {
    opacity: 0.4;
  }
  .dots [aria-current] i {
    opacity: 1;
  }
`;
