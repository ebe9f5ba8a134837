import { css } from 'lit';

/** Styles of `renderDialogFrame`: the dialog is an invisible layer over the window, with a panel. */
export const dialogFrameStyles = css`
  dialog {
    position: fixed;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    background: none;
    color: inherit;
  }
  dialog[open] {
    display: flex;
    align-items: flex-end;
    justify-content: center;
  }
  dialog::backdrop {
    background: rgba(0, 0, 0, 0.5);
    opacity: 0;
    transition: opacity 200ms ease-out;
  }
  dialog.shown::backdrop {
    opacity: 1;
  }
  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    width: 100%;
    max-height: 92%;
    overflow: hidden;
    border-radius: 16px 16px 0 0;
    background: var(--surface);
    transform: translateY(100%);
    transition:
      transform 200ms ease-out,
      opacity 200ms ease-out;
  }
  .panel-head {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding: 4px 4px 4px 16px;
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow-x: hidden;
    overflow-y: auto;
    outline: none;
    overscroll-behavior: contain;
  }
  dialog.shown .panel {
    opacity: 1;
    transform: none;
  }
  @media (prefers-reduced-motion: reduce) {
    dialog::backdrop {
      transition: none;
    }
  }
  @media (min-width: 768px) {
    dialog[open] {
      align-items: center;
    }
    .panel {
      width: min(480px, 94%);
      max-height: min(92%, 760px);
      border-radius: 16px;
      opacity: 0;
      transform: translateY(16px);
    }
    .panel-head {
      padding: 8px 8px 8px 24px;
    }
  }
`;
