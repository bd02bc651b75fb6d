/** Of the id of a reference store; the ids of its jobs have the same form. */
export const storeIdPattern = /^[0-9]{10,36}$/;
