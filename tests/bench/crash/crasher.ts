/** Who books while things are killed. */
export const crasher = 'crasher@example.org';
