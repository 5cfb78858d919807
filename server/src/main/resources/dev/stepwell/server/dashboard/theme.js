/* Runs before the first paint, so that the page does not appear in the other theme first. */
{
  const theme = localStorage.getItem('stepwell-theme');
  if (theme) {
    document.documentElement.dataset.theme = theme;
  }
}
