// Made the Parquet files beside it, by an independent writer: npm install hyparquet-writer@0.17.0 && node make.mjs
import { parquetWriteFile } from 'hyparquet-writer'

parquetWriteFile({ filename: 'text.parquet', rowGroupSize: 2, columnData: [
  { name: 'text', data: ['안녕', 'كتاب', 'third'], type: 'STRING' },
  { name: 'language', data: ['ko', 'ar', null], type: 'STRING', nullable: true },
  { name: 'licence', data: ['CC0-1.0', 'MIT', 'MIT'], type: 'STRING' },
] })

const text = name => ({ name, repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' })
parquetWriteFile({
  filename: 'messages-v2.parquet',
  schema: [
    { name: 'root', num_children: 1 },
    { name: 'messages', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
    text('role'), text('content'),
  ],
  columnData: [{ name: 'messages', data: [[{ role: 'user', content: '몇 시?' }, { role: 'assistant', content: '세 시.' }]] }],
})

parquetWriteFile({ filename: 'binary.parquet', columnData: [
  { name: 'text', data: [new Uint8Array([111, 107]), new Uint8Array([111, 0xb0])], type: 'BYTE_ARRAY' },
] })
