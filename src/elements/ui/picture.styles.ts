import { css } from 'lit';

/** A box of fixed shape for `renderImage`, with a drawing where there is no picture. */
export const pictureStyles = css`
  .picture {
    position: relative;
    display: block;
    height: 0;
    padding-top: 100%;
    overflow: hidden;
    background: var(--tone);
    color: var(--muted);
  }
  .picture > img,
  .picture > .overlay {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
  }
  /* The outline of a picture, visible until the image has loaded. */
  .picture::before {
    content: '';
    position: absolute;
    top: 39%;
    left: 38%;
    width: 24%;
    height: 22%;
    border: 2px solid;
    border-radius: 6px;
    background: radial-gradient(circle at 32% 36%, currentColor 12%, transparent 14%);
    opacity: 0.35;
  }
  .picture > img {
    object-fit: cover;
  }
  .broken {
    opacity: 0;
  }
`;
