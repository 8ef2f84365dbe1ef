/**
 * The site: lessons, figures and laws as a static folder.
 *
 * @module
 */
