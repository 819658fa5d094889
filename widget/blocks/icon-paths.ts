/** Line drawings on a 24 × 24 grid, one by one so that each chunk carries only those it shows. */
export const CLOSE_PATH = 'M6 6l12 12M18 6L6 18';
export const PREVIOUS_PATH = 'M15 5l-7 7 7 7';
export const NEXT_PATH = 'M9 5l7 7-7 7';
export const PICTURE_PATH = 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4';
export const STAR_PATH = 'M12 4l2.4 5 5.6.7-4.1 3.9 1 5.4-4.9-2.7L7.1 19l1-5.4L4 9.7 9.6 9z';
export const CHECK_PATH = 'M5 13l4 4L19 7';
export const MINUS_PATH = 'M6 12h12';
export const PIN_PATH = 'M12 21s-7-6-7-11a7 7 0 0114 0c0 5-7 11-7 11zM12 12a2 2 0 100-4 2 2 0 000 4z';
export const PHONE_PATH = 'M6 3h3l2 5-2 2a12 12 0 005 5l2-2 5 2v3a3 3 0 01-3 3A15 15 0 013 6a3 3 0 013-3z';
