export {
  SERVICE_ERROR_CODES,
  ServiceError,
  type ServiceErrorCode,
} from '../store/errors.ts';
