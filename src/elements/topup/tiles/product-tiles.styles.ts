import { css } from 'lit';

/** Styles of the product tiles, their avatars and the filter. */
export const topupProductStyles = css`
  .avatar {
    position: relative;
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 60px;
    height: 60px;
    border-radius: 16px;
    overflow: hidden;
    background: hsl(var(--hue), 52%, 91%);
    color: hsl(var(--hue), 60%, 27%);
  }
  .etalase[data-theme='dark'] .avatar {
    background: hsl(var(--hue), 30%, 21%);
    color: hsl(var(--hue), 55%, 80%);
  }
  .etalase .avatar.skeleton-shape {
    background: var(--tone);
  }
  .avatar svg {
    width: 50%;
    height: 50%;
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
  .tone-0 {
    --hue: 162;
  }
  .tone-1 {
    --hue: 212;
  }
  .tone-2 {
    --hue: 262;
  }
  .tone-3 {
    --hue: 330;
  }
  .tone-4 {
    --hue: 22;
  }
  .tone-5 {
    --hue: 46;
  }
  .filter {
    position: relative;
    display: block;
    margin-bottom: 12px;
    color: var(--muted);
  }
  .filter .icon {
    position: absolute;
    top: 12px;
    left: 12px;
    width: 20px;
    height: 20px;
    pointer-events: none;
  }
  .filter input {
    padding-left: 40px;
    background: var(--tone);
    color: var(--text);
  }
  /* Chromium draws it in blue. */
  .filter input::-webkit-search-cancel-button {
    filter: grayscale(1);
  }
  .filter input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .nothing {
    padding: 24px 16px;
    text-align: center;
    color: var(--muted);
  }
  .tiles {
    display: grid;
    grid-gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(92px, 1fr));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .tile {
    display: flex;
    flex-direction: column;
    align-items: center;
    width: 100%;
    height: 100%;
    padding: 12px 6px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    text-align: center;
  }
  .name {
    display: -webkit-box;
    width: 100%;
    height: calc(32em / 12);
    margin-top: 8px;
    overflow: hidden;
    font-size: 12px;
    line-height: 16px;
    font-weight: 600;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .name .skeleton-shape {
    display: block;
    width: 70%;
    height: 10px;
    margin: 3px auto;
  }
  @media (min-width: 768px) {
    .tiles {
      grid-template-columns: repeat(auto-fill, minmax(124px, 1fr));
      grid-gap: 12px;
    }
  }
`;
