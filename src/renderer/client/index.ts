/** The page's one client of the host. */
import { connectClient } from '../../contract/client.ts'
import { openPort } from './port.ts'

export const client = connectClient(openPort, __BUILD_ID__)
export { uploadFile, uploadText } from './upload.ts'
