/**
 * HTML has no elements for a table that keys move about in, so these roles go on a table and its
 * cells; laying a table out by CSS would otherwise cost it the roles it has by itself.
 */
export const gridRole = { role: 'grid' } as const;
export const gridCellRole = { role: 'gridcell' } as const;
