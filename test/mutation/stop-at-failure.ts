// That a property does not hold is enough: nobody reads the smallest example of a mutant.
import { configureGlobal } from 'fast-check';

configureGlobal({ endOnFailure: true });
