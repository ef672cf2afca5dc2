/** Who books while things go wrong. */
export const unlucky = 'unlucky@example.org';
