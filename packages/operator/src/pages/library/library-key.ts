/** All that is read of the library is kept under this. */
export const LIBRARY_KEY = ['library'] as const;
