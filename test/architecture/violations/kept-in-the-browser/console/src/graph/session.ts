export const token = localStorage.getItem('token');
export const other = window.localStorage.getItem('token');
