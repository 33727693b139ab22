/** Whether the page runs in the desktop app, whose preload script has put its channel there, and not in a browser. */
export const isDesktop = window.mailuoPort !== undefined
